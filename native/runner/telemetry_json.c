#include "telemetry_json.h"

static const char *const STATE_NAMES[] = {
    [TELEMETRY_STARTING] = "starting",
    [TELEMETRY_RUNNING] = "running",
    [TELEMETRY_REACHED_CAP] = "reachedCap",
    [TELEMETRY_FINISHED] = "finished",
    [TELEMETRY_UNHANDLED] = "unhandled",
    [TELEMETRY_WRONG_RESULT] = "wrongResult",
    [TELEMETRY_STACK_OVERFLOW] = "stackOverflow",
    [TELEMETRY_FATAL_ERROR] = "fatalError",
};

static void encode_counts(struct json *json, const struct telemetry *telemetry) {
  json_number_field(json, "sent", atomic_load(&telemetry->sent));
  json_number_field(json, "received", atomic_load(&telemetry->received));
  json_number_field(json, "attempts", atomic_load(&telemetry->attempts));
  json_number_field(json, "skipped", atomic_load(&telemetry->skipped));
  json_number_field(json, "caught", atomic_load(&telemetry->caught));
  json_number_field(json, "completed", atomic_load(&telemetry->completed));
  json_number_field(json, "verifiedPieces", atomic_load(&telemetry->verified_pieces));
  json_number_field(json, "lastVerifiedAttempt",
                    atomic_load(&telemetry->last_verified_attempt));
}

/* Oldest first, so that the interruption a trial died of comes last. */
static void encode_ring(struct json *json, const struct telemetry *telemetry) {
  uint64_t count = atomic_load(&telemetry->interruptions);
  uint64_t first = count > TELEMETRY_RING ? count - TELEMETRY_RING : 0;
  json_key(json, "lastInterrupted");
  json_open(json, '[');
  for (uint64_t i = first; i < count; i++) {
    const struct telemetry_interruption *entry = &telemetry->ring[i % TELEMETRY_RING];
    json_open(json, '{');
    json_address_field(json, "pc", entry->pc);
    json_address_field(json, "sp", entry->sp);
    json_close(json, '}');
  }
  json_close(json, ']');
}

static void encode_fault(struct json *json, const struct telemetry *telemetry) {
  json_key(json, "fault");
  uint32_t signal = atomic_load(&telemetry->fault_signal);
  if (signal == 0) {
    json_null(json);
    return;
  }
  json_open(json, '{');
  json_number_field(json, "signal", signal);
  json_address_field(json, "address", telemetry->fault_address);
  json_address_field(json, "pc", telemetry->fault_pc);
  json_address_field(json, "sp", telemetry->fault_sp);
  json_close(json, '}');
}

static void encode_histogram(struct json *json,
                             const struct telemetry_histogram *histogram) {
  json_open(json, '{');
  json_text_field(json, "name", histogram->name, TELEMETRY_NAME);
  json_text_field(json, "unit", histogram->unit, TELEMETRY_UNIT);
  json_number_field(json, "sum", atomic_load(&histogram->sum));
  json_number_field(json, "max", atomic_load(&histogram->largest));
  json_key(json, "buckets");
  json_open(json, '[');
  for (uint32_t i = 0; i < HISTOGRAM_BUCKETS; i++) {
    uint64_t count = atomic_load(&histogram->buckets[i]);
    if (count == 0)
      continue;
    json_open(json, '[');
    json_number(json, histogram_floor(i));
    json_number(json, count);
    json_close(json, ']');
  }
  json_close(json, ']');
  json_close(json, '}');
}

static uint32_t at_most(uint32_t used, uint32_t room) {
  return used < room ? used : room;
}

static void encode_measurements(struct json *json, const struct telemetry *telemetry) {
  json_key(json, "values");
  json_open(json, '[');
  uint32_t values = at_most(atomic_load(&telemetry->values_used), TELEMETRY_VALUES);
  for (uint32_t i = 0; i < values; i++) {
    json_open(json, '{');
    json_text_field(json, "name", telemetry->values[i].name, TELEMETRY_NAME);
    json_text_field(json, "unit", telemetry->values[i].unit, TELEMETRY_UNIT);
    json_key(json, "value");
    json_real(json, telemetry->values[i].value);
    json_close(json, '}');
  }
  json_close(json, ']');
  json_key(json, "histograms");
  json_open(json, '[');
  uint32_t histograms =
      at_most(atomic_load(&telemetry->histograms_used), TELEMETRY_HISTOGRAMS);
  for (uint32_t i = 0; i < histograms; i++)
    encode_histogram(json, &telemetry->histograms[i]);
  json_close(json, ']');
}

void encode_telemetry(struct json *json, const struct telemetry *telemetry) {
  uint32_t state = atomic_load(&telemetry->state);
  json_key(json, "telemetry");
  json_open(json, '{');
  /* A fixture that has gone wrong may write anything here. */
  const char *name = state <= TELEMETRY_FATAL_ERROR ? STATE_NAMES[state] : "corrupt";
  json_text_field(json, "state", name, TELEMETRY_NAME);
  json_number_field(json, "pid", (uint32_t)atomic_load(&telemetry->pid));
  json_number_field(json, "tid", (uint32_t)atomic_load(&telemetry->tid));
  json_address_field(json, "loadBase", telemetry->load_base);
  json_address_field(json, "stackLow", telemetry->stack_low);
  json_address_field(json, "stackHigh", telemetry->stack_high);
  encode_counts(json, telemetry);
  encode_ring(json, telemetry);
  encode_fault(json, telemetry);
  encode_measurements(json, telemetry);
  json_text_field(json, "message", telemetry->message, TELEMETRY_MESSAGE);
  json_close(json, '}');
}
