import { createHash } from 'node:crypto';
import type { DescribedService, LocatedEntity } from '../catalogue/described.ts';
import { describeServices } from '../catalogue/described.ts';
import type { DescriptorProblem } from '../catalogue/descriptor.ts';
import { readEntity } from '../catalogue/entity.ts';
import { descriptorPointer } from '../catalogue/pointers.ts';
import type { Place, Problem } from '../errors.ts';
import type { DescriptorFile } from './descriptor-files.ts';
import { findDescriptors } from './descriptor-files.ts';
import type { PolicyFiles } from './files.ts';
import type { Policy } from './policy.ts';
import type { SourceFile } from './source-file.ts';
import type { Places } from './yaml-places.ts';
import { parseYamlDocuments } from './yaml.ts';

/** The services that files of the repository describe. */
export type DescribedServices = {
  /** By id; `source` is where a service is described, `file:line`. */
  readonly services: Readonly<Record<string, DescribedService & { readonly source: string }>>;
  /** Where the policy looks for the files: paths and patterns. */
  readonly from: readonly string[];
  /** The files, which are part of the policy. */
  readonly files: Policy['files'];
  readonly problems: readonly Problem[];
  /** Where something of a service stands, like `/owner` of `payments`; null if no file describes the service. */
  readonly placeOf: (id: string, pointer: string) => Place | null;
};

type Setting = { readonly sources: readonly SourceFile[]; readonly files: PolicyFiles };

/** Reads the services of the files that a policy names by `from`. */
export async function readServices(setting: Setting): Promise<DescribedServices> {
  const found = await findDescriptors(setting);
  const read = found.files.map(readFile);
  const entities = read.flatMap((each) => each.entities);
  const { services, problems } = describeServices(entities);
  const placeOf = (id: string, pointer: string): Place | null => {
    const described = services.get(id);
    if (described === undefined) return null;
    const { from, service } = described;
    return from.placeOf(descriptorPointer(pointer, { entity: from.entity, service }), 'value');
  };
  return {
    services: Object.fromEntries(
      [...services].map(([id, { service, from }]) => [
        id,
        { ...service, source: lineOf(from.placeOf(namePointer, 'key')) },
      ]),
    ),
    from: found.patterns,
    files: found.files.map(({ path, content }) => ({
      path,
      digest: createHash('sha256').update(content).digest('hex'),
    })),
    problems: [
      ...found.problems,
      ...read.flatMap((each) => each.problems),
      ...problems.map(({ from, problem }) => problemAt(problem, from.placeOf)),
    ],
    placeOf,
  };
}

const namePointer = '/metadata/name';

type PlaceOf = (pointer: string, part: 'key' | 'value') => Place;
type PlacedEntity = LocatedEntity & { readonly placeOf: PlaceOf };
type ReadFile = { readonly entities: readonly PlacedEntity[]; readonly problems: readonly Problem[] };

function readFile({ path: file, content }: DescriptorFile): ReadFile {
  const documents = parseYamlDocuments(content, file).map((document): ReadFile => {
    if (!document.ok) return { entities: [], problems: document.problems };
    const placeOf = placesIn(file, document.places);
    const { entity, problems } = readEntity(document.value, file);
    return {
      entities: entity === null ? [] : [{ entity, file, placeOf }],
      problems: problems.map((problem) => problemAt(problem, placeOf)),
    };
  });
  return {
    entities: documents.flatMap(({ entities }) => entities),
    problems: documents.flatMap(({ problems }) => problems),
  };
}

function placesIn(file: string, places: Places): PlaceOf {
  return (pointer, part) => ({ file, ...(part === 'key' ? places.ofKey(pointer) : places.ofValue(pointer)) });
}

function problemAt({ pointer, about, severity, problem, remedy }: DescriptorProblem, placeOf: PlaceOf): Problem {
  const place = placeOf(pointer, about ?? 'value');
  return { ...place, severity: severity ?? 'error', code: 'policy/catalogue', problem, remedy };
}

function lineOf({ file, line }: Place): string {
  return `${file}:${line}`;
}
