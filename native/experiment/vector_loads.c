#include "loads.h"

#include <immintrin.h>
#include <string.h>

static uint64_t fold_bytes(const void *bytes, size_t count) {
  const unsigned char *byte = bytes;
  uint64_t sum = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < count; i++)
    sum = (sum ^ byte[i]) * UINT64_C(0x100000001b3);
  return sum;
}

uint64_t load_sse(uint64_t seed) {
  __m128d v[8];
  for (unsigned i = 0; i < 8; i++)
    v[i] = _mm_set_pd(1.0 + (double)(seed >> i & 15) / 16, 2.0 - 0.1 * i);
  const __m128d keep = _mm_set1_pd(0.75), mix = _mm_set1_pd(0.25);
  for (int turn = 0; turn < 1500; turn++)
    for (unsigned i = 0; i < 8; i++)
      v[i] = _mm_add_pd(_mm_mul_pd(v[i], keep), _mm_mul_pd(v[(i + 1) % 8], mix));
  return fold_bytes(v, sizeof v);
}

__attribute__((target("avx2,fma"))) uint64_t load_avx2(uint64_t seed) {
  __m256d v[8];
  for (unsigned i = 0; i < 8; i++)
    v[i] = _mm256_set_pd(1 + 0.1 * i, 2 + 0.2 * i, 1.5 + 0.1 * (double)(seed & 7), 3);
  const __m256d keep = _mm256_set1_pd(0.75), mix = _mm256_set1_pd(0.25);
  for (int turn = 0; turn < 1500; turn++)
    for (unsigned i = 0; i < 8; i++)
      v[i] = _mm256_permute4x64_pd(
          _mm256_fmadd_pd(v[i], keep, _mm256_mul_pd(v[(i + 1) % 8], mix)), 0x39);
  return fold_bytes(v, sizeof v);
}

__attribute__((target("avx512f,avx512dq"))) uint64_t load_avx512(uint64_t seed) {
  __m512i v[8];
  __mmask8 mask = 0xa5;
  for (unsigned i = 0; i < 8; i++)
    v[i] = _mm512_set1_epi64((long long)(seed * (2 * i + 1)));
  for (int turn = 0; turn < 800; turn++)
    for (unsigned i = 0; i < 8; i++) {
      v[i] = _mm512_mask_add_epi64(v[i], mask, v[i], v[(i + 1) % 8]);
      v[i] = _mm512_xor_si512(v[i], _mm512_rol_epi64(v[(i + 3) % 8], 13));
      mask ^= _mm512_cmplt_epu64_mask(v[i], v[(i + 5) % 8]);
    }
  return fold_bytes(v, sizeof v) ^ mask;
}
