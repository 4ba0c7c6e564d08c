#include "json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static void begin_value(struct json *json) {
  if (json->needs_comma)
    fputc(',', json->out);
  json->needs_comma = 1;
}

void json_open(struct json *json, char bracket) {
  begin_value(json);
  fputc(bracket, json->out);
  json->needs_comma = 0;
}

void json_close(struct json *json, char bracket) {
  fputc(bracket, json->out);
  json->needs_comma = 1;
}

void json_key(struct json *json, const char *key) {
  begin_value(json);
  fprintf(json->out, "\"%s\":", key);
  json->needs_comma = 0;
}

void json_number(struct json *json, uint64_t number) {
  begin_value(json);
  fprintf(json->out, "%" PRIu64, number < JSON_LARGEST ? number : JSON_LARGEST);
}

void json_real(struct json *json, double number) {
  if (!isfinite(number)) {
    json_null(json);
    return;
  }
  begin_value(json);
  fprintf(json->out, "%.17g", number);
}

void json_null(struct json *json) {
  begin_value(json);
  fputs("null", json->out);
}

void json_address(struct json *json, uint64_t address) {
  begin_value(json);
  fprintf(json->out, "\"0x%" PRIx64 "\"", address);
}

void json_text(struct json *json, const char *bytes, size_t length) {
  begin_value(json);
  fputc('"', json->out);
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    if (byte < 0x20 || byte > 0x7e || byte == '"' || byte == '\\')
      fprintf(json->out, "\\u%04x", byte);
    else
      fputc(byte, json->out);
  }
  fputc('"', json->out);
}

void json_text_field(struct json *json, const char *key, const char *text, size_t limit) {
  json_key(json, key);
  json_text(json, text, strnlen(text, limit));
}

void json_number_field(struct json *json, const char *key, uint64_t number) {
  json_key(json, key);
  json_number(json, number);
}

void json_address_field(struct json *json, const char *key, uint64_t address) {
  json_key(json, key);
  json_address(json, address);
}
