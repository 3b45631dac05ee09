/**
 * How much of something a test tries: `usual` on every run, `thorough` with `THOROUGH=1`, as once a week. What is claimed was shown with
 * the latter.
 */
export function extent<T>(usual: T, thorough: T): T {
  return process.env['THOROUGH'] === '1' ? thorough : usual;
}
