#include <signal.h>
#include <unistd.h>

#include <caml/alloc.h>
#include <caml/memory.h>
#include <caml/mlvalues.h>

#include "native/fixture/fixture.h"

/* The fields of Telemetry.options and Telemetry.counts, in their order. */
enum { OPTION_DRIVER, OPTION_RATE_HZ, OPTION_JITTER, OPTION_SEED, OPTION_CAP };
enum { COUNT_FIELDS = 6 };

value lab_telemetry_open(value options) {
  struct fixture_options chosen = {
      .driver = (enum fixture_driver)Int_val(Field(options, OPTION_DRIVER)),
      .signal = SIGURG,
      .rate_hz = (uint64_t)Long_val(Field(options, OPTION_RATE_HZ)),
      .jitter = Double_val(Field(options, OPTION_JITTER)),
      .seed = (uint64_t)Long_val(Field(options, OPTION_SEED)),
      .cap = (uint64_t)Long_val(Field(options, OPTION_CAP)),
  };
  fixture_open(&chosen);
  return Val_unit;
}

value lab_telemetry_is_watched(value unit) {
  (void)unit;
  return Val_bool(fixture_is_watched());
}

value lab_telemetry_claim_target(value unit) {
  fixture_claim_target();
  return unit;
}

value lab_telemetry_run(value unit) {
  fixture_run();
  return unit;
}

value lab_telemetry_attempted(value unit) {
  fixture_attempted();
  return unit;
}

value lab_telemetry_completed(value unit) {
  fixture_completed();
  return unit;
}

value lab_telemetry_caught(value unit) {
  fixture_caught();
  return unit;
}

value lab_telemetry_verified(value unit) {
  fixture_verified();
  return unit;
}

value lab_telemetry_should_stop(value unit) {
  (void)unit;
  return Val_bool(fixture_should_stop());
}

value lab_telemetry_block_signal(value unit) {
  fixture_block_signal();
  return unit;
}

value lab_telemetry_end(value ending, value message) {
  fixture_end((enum telemetry_state)(TELEMETRY_REACHED_CAP + Int_val(ending)),
              String_val(message));
  return Val_unit;
}

value lab_telemetry_leave(value code) { _exit(Int_val(code)); }

value lab_telemetry_measure(value name, value unit, value figure) {
  fixture_measure(String_val(name), String_val(unit), Double_val(figure));
  return Val_unit;
}

value lab_telemetry_counts(value unit) {
  struct telemetry *telemetry = fixture_telemetry();
  const uint64_t counts[COUNT_FIELDS] = {
      atomic_load(&telemetry->received),  atomic_load(&telemetry->attempts),
      atomic_load(&telemetry->skipped),   atomic_load(&telemetry->caught),
      atomic_load(&telemetry->completed), atomic_load(&telemetry->verified_pieces),
  };
  (void)unit;
  value record = caml_alloc_tuple(COUNT_FIELDS);
  for (int i = 0; i < COUNT_FIELDS; i++)
    Field(record, i) = Val_long((long)counts[i]);
  return record;
}
