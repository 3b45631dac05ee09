/**
 * Waits for the work as long as it may take, and no longer; what it fails with is nobody's concern any more.
 * @returns whether the work has ended
 */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  // The exporter could not send its last spans; its health has told so, and there is nobody left to tell.
  const ended = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}
