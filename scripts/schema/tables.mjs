// Tables of the keys of a schema, in Markdown.

/** A table of the keys of an object: what they hold, what holds without them, what they mean. */
export function keyTable({ properties, required = [] }, isShown) {
  const rows = Object.entries(properties)
    .filter(([key]) => isShown(key))
    .map(([key, part]) => [`\`${key}\``, typeOf(part), fallbackOf(part, required.includes(key)), meaningOf(part)]);
  return table(['key', 'holds', 'default', 'meaning'], rows);
}

/** A table of shapes: the keys of each, required ones first. */
export function shapeTable(shapes) {
  const rows = shapes.map(({ title, description, properties, required = [] }) => {
    const keys = Object.entries(properties).map(([key, part]) => {
      return `\`${key}\`${required.includes(key) ? '' : ' (optional)'}: ${typeOf(part)}`;
    });
    return [title, keys.join('<br>'), description];
  });
  return table(['shape', 'keys', 'meaning'], rows);
}

const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** A table of cells. */
export function table(head, rows) {
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function typeOf(part) {
  if (part.anyOf !== undefined) return unionOf(part.anyOf);
  if (part.expected?.startsWith('a kebab-case id')) return 'an id';
  if (part.expected !== undefined) return part.expected;
  if (part.enum !== undefined) return part.enum.map((word) => `\`${word}\``).join(' · ');
  if (part.const !== undefined) return `\`${part.const}\``;
  return plainTypeOf(part);
}

function plainTypeOf(part) {
  if (part.type === 'array')
    return part.items.properties || part.items.title ? 'a list, see below' : `list: ${typeOf(part.items)}`;
  if (part.type === 'object') return objectOf(part);
  const range = [part.minimum, part.maximum].filter((limit) => limit !== undefined).join(' … ');
  const names = {
    string: 'text',
    integer: 'whole number',
    number: 'number',
    boolean: '`true` · `false`',
    null: '`null`',
  };
  return range === '' ? names[part.type] : `${names[part.type]}, ${range}`;
}

function objectOf({ properties, additionalProperties, propertyNames, title }) {
  if (title !== undefined) return title;
  if (properties !== undefined)
    return `map: ${Object.keys(properties)
      .map((key) => `\`${key}\``)
      .join(', ')}`;
  const isPlain = ['number', 'string', 'array'].includes(additionalProperties.type);
  const item = isPlain ? typeOf(additionalProperties) : 'see below';
  return `map: ${typeOf(propertyNames)} → ${item}`;
}

function unionOf(members) {
  const objects = members.filter(({ properties }) => properties !== undefined);
  const others = members.filter(({ properties }) => properties === undefined).map(typeOf);
  return [...others, ...(objects.length > 0 ? ['see below'] : [])].join(', or ');
}

function fallbackOf({ default: fallback }, isRequired) {
  if (isRequired) return '**required**';
  if (fallback === undefined) return '–';
  return typeof fallback === 'object' ? `\`${flow(fallback)}\`` : `\`${fallback}\``;
}

/** A default as one would write it in YAML. */
function flow(value) {
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${item}`)
    .join(', ')} }`;
}

function meaningOf({ description, items, title }) {
  return description ?? items?.description ?? title ?? '';
}
