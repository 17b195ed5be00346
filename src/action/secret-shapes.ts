/** Secrets that tell by their form what they are. Each has a length: ordinary words are none, and a hostile text costs no time. */
const shapes = [
  // GitHub, GitLab, Slack, Stripe, npm
  /\bgh[opsur]_[A-Za-z0-9]{36,255}\b/gu,
  /\bgithub_pat_\w{60,255}\b/gu,
  /\bglpat-[\w-]{20,255}/gu,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,255}\b/gu,
  /\b[rs]k_live_[A-Za-z0-9]{20,255}\b/gu,
  /\bnpm_[A-Za-z0-9]{36}\b/gu,
  // AWS, Google
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/gu,
  /\bAIza[\w-]{35}/gu,
  // JSON web tokens, private keys
  /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,2000}\.[\w-]{10,2000}/gu,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[A-Za-z0-9+/=\s\\]*/gu,
];

/** A text without what looks like a secret: somebody may have pasted one into a plan, a title or a reason. */
export function withoutSecretShapes(text: string): string {
  return shapes.reduce((rest, shape) => rest.replaceAll(shape, '***'), text);
}
