/* Writes JSON, one call per token; commas are added where they belong. */
#ifndef PREEMPT_LAB_JSON_H
#define PREEMPT_LAB_JSON_H

#include <stdint.h>
#include <stdio.h>

/* The largest whole number that every reader of JSON keeps exact (RFC 8259, section 6).
 */
#define JSON_LARGEST ((UINT64_C(1) << 53) - 1)

struct json {
  FILE *out;
  int needs_comma;
};

void json_open(struct json *json, char bracket);
void json_close(struct json *json, char bracket);
void json_key(struct json *json, const char *key);
/* What is larger than JSON_LARGEST is written as that. */
void json_number(struct json *json, uint64_t number);
void json_real(struct json *json, double number);
void json_null(struct json *json);
/* An address, as a string "0x...": a JSON number would lose its low bits. */
void json_address(struct json *json, uint64_t address);
/* Bytes from a fixture may be anything. What is not printable ASCII becomes a \u escape
 * of the byte's value (Latin-1), so that the text stays valid and loses nothing. */
void json_text(struct json *json, const char *bytes, size_t length);

/* A key and its value at once. A text ends at its first NUL, or at `limit` bytes. */
void json_text_field(struct json *json, const char *key, const char *text, size_t limit);
void json_number_field(struct json *json, const char *key, uint64_t number);
void json_address_field(struct json *json, const char *key, uint64_t address);

#endif
