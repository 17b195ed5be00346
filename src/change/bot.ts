type Named = { readonly name: string; readonly mail: string };

/** Those who are no bots: what a bot formats or updates in the change of a person asks for no experience. If all are bots, all. */
export function peopleAmong<Writer extends Named>(writers: readonly Writer[]): readonly Writer[] {
  const people = writers.filter((writer) => botNamed(writer) === null);
  return people.length === 0 ? writers : people;
}

/**
 * The login of the bot that a name and address in git look like; null for people. Names in git prove nothing: only what
 * looks back at the past may ask.
 */
export function botNamed({ name, mail }: Named): string | null {
  const known = knownBots.find((bot) => bot.form.test(mail) || bot.form.test(name));
  if (known !== undefined) return known.login;
  const [, byMail] = /^(?:\d+\+)?([\w-]+\[bot\])@users\.noreply\.github\.com$/i.exec(mail) ?? [];
  if (byMail !== undefined) return byMail.toLowerCase();
  return /^[\w-]+\[bot\]$/i.test(name) ? name.toLowerCase() : null;
}

const knownBots = [
  {
    form: /^dependabot(-preview)?(\[bot\])?$|\bdependabot(-preview)?\[bot\]@|@dependabot\.com$/i,
    login: 'dependabot[bot]',
  },
  { form: /^renovate([ -]bot)?$|\brenovate\[bot\]|@renovateapp\.com$/i, login: 'renovate[bot]' },
  { form: /^greenkeeper(io-bot|\[bot\])?$|@greenkeeper\.io$/i, login: 'greenkeeper[bot]' },
  { form: /^pyup[.-]?(io )?bot$|@pyup\.io$/i, login: 'pyup-bot' },
  { form: /^snyk-bot$/i, login: 'snyk-bot' },
  { form: /^depfu(\[bot\])?$/i, login: 'depfu[bot]' },
] as const;
