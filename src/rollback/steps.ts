import { plainWords } from './placeholder.ts';

// What people write when they were made to write something: words that say no more than "revert it".
const emptyWords: ReadonlySet<string> = new Set(
  (
    'a again all and any anything are as back backout been branch break breaks broken button by can case change changes code ' +
    'commit commits deploy do error errors fails failure for from git github goes had hand happens has here i if ' +
    'in is issue issues it just last main manually master merge merged my necessary need needed needs new no normal ' +
    'of on one or our out please pr previous prior problem problems production pull push redeploy release request ' +
    'required revert reverted reverting roll rollback rolled should simple simply something the then there this that ' +
    'to undo us use using version via was we will with would wrong you your'
  ).split(' '),
);
const takingBack = /\b(?:revert(?:ed|ing)?|roll(?:ed)? ?back|undo|back ?out)\b/u;

/** Tells a plan that says `Revert the merge commit` and nothing else. */
export function isBoilerplate(steps: readonly string[]): boolean {
  const words = plainWords(steps.join(' ').slice(0, 2_000));
  return takingBack.test(words) && words.split(' ').every((word) => emptyWords.has(word));
}

const verbs: ReadonlySet<string> = new Set(
  (
    'apply approve ask call change check checkout clear click close confirm copy create cut delete demote deploy detach ' +
    'disable downgrade drain drop enable execute export fail failover flip flush follow halt import increase install ' +
    'invalidate kill launch lower merge migrate move notify open page pause pin point press promote publish pull purge ' +
    'push put raise re read rebuild recreate redeploy redirect reduce reinstall reload remove rename repeat replace ' +
    'replay reroute rerun reset restart restore resume retry revert roll rollback rotate route run save scale select ' +
    'send set shift shut start stop swap switch sync take tell test toggle trigger turn undeploy undo uninstall unset ' +
    'update upload use verify wait warn watch'
  ).split(' '),
);
const commands: ReadonlySet<string> = new Set(
  (
    'ansible argocd aws az bash cap cdk curl docker ecs fab flux flyway fly gcloud gh git gradle helm heroku kubectl ' +
    'liquibase make mvn nomad npm npx pnpm psql pulumi python rake serverless sh ssh systemctl terraform vercel yarn'
  ).split(' '),
);

/** Tells a step that somebody else could not follow: neither a command, nor a verb with its object, nor a sentence. */
export function isThin(step: string): boolean {
  if (/`[^`]{3,}`|https?:\/\/\S|(?:^|\s)\.{0,2}\/\w|(?:^|\s)--?\w/u.test(step.slice(0, 2_000))) return false;
  const words = plainWords(step.slice(0, 2_000)).split(' ');
  if (words.length >= 2 && words.some((word) => commands.has(word))) return false;
  if (words.length >= 3 && words.some((word) => verbs.has(word))) return false;
  return words.length < 6;
}
