/** Numbers from 0 to 1, both excluded; the same for the same seed: a linear congruence modulo 2^32, mixed as splitmix does. */
export function seededUniform(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    bits ^= bits >>> 15;
    return ((bits >>> 0) + 0.5) / 2 ** 32;
  };
}
