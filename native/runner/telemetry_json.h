/* The telemetry as JSON. */
#ifndef PREEMPT_LAB_TELEMETRY_JSON_H
#define PREEMPT_LAB_TELEMETRY_JSON_H

#include "../telemetry.h"
#include "json.h"

/* Writes the key "telemetry" and its object. */
void encode_telemetry(struct json *json, const struct telemetry *telemetry);

#endif
