// Stands in the bundle for `@actions/exec`, which @actions/core needs only to describe the platform.
export function getExecOutput() {
  throw new Error('describing the platform is not part of the bundle');
}
