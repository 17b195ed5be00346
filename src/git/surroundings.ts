// What git must not pick up from whoever runs it: a user's settings, a hook's variables, a pager, a prompt, the network.
import process from 'node:process';
import type { Place } from './run.ts';

/** Settings that make git's answers the same everywhere, and keep it from running anything else. */
export const settings: readonly string[] = [
  'advice.graftFileDeprecated=false',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'diff.external=',
  'diff.relative=false',
  'log.showSignature=false',
  'log.showRoot=true',
  'log.diffMerges=separate',
  'i18n.logOutputEncoding=UTF-8',
  'mailmap.file=/dev/null',
  'gc.auto=0',
  'maintenance.auto=false',
];

/** Variables of git that are kept: where its settings are, how it reaches a remote, and where it seeks repositories. */
const kept = [
  /^GIT_CONFIG_/,
  /^GIT_(ASKPASS|SSH|SSH_COMMAND|SSH_VARIANT|SSL_\w+|PROXY_\w+|EXEC_PATH|HTTP_\w+)$/,
  /^GIT_(CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/,
];

/** The environment of a git process. */
export function variables(place: Place): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_') || kept.some((form) => form.test(name)),
  );
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    ...(place.missingObjects === 'refuse' && { GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' }),
    ...(place.gitDirectory !== null && bareView(place.gitDirectory)),
  };
}

/**
 * Shows git an empty work tree and an empty index, so that what lies in the real ones (`.gitattributes` that hide
 * lines, `.mailmap`, `.gitmodules`), which is the change's own, decides nothing.
 */
function bareView(gitDirectory: string): NodeJS.ProcessEnv {
  return {
    GIT_DIR: gitDirectory,
    GIT_WORK_TREE: gitDirectory,
    GIT_INDEX_FILE: `${gitDirectory}/change-gate-has-no-index`,
  };
}
