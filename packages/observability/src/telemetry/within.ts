/** Waits for the work as long as it may take, and no longer; what it fails with is nobody's concern any more. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  try {
    await Promise.race([work, late]);
  } catch {
    // The exporter could not send its last spans; its health has told so, and there is nobody left to tell.
  } finally {
    clearTimeout(timer);
  }
}
