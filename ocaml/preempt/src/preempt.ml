module Effect = Preempt_effect
module Domain = Preempt_domain
module Modes = Preempt_modes
module Atomic = Preempt_atomic
module Semaphore = Preempt_semaphore
module Statistics = Preempt_statistics
module Scheduler = Preempt_scheduler
include Preempt_or_null

type target = int

external self : unit -> target = "preempt_self" [@@noalloc]
external request : target -> unit = "preempt_request_target" [@@noalloc]

let mask = Preempt_mask.mask
let always = Preempt_effect.always

type delivery = Store | Signal of int

external set_delivery : int -> unit = "preempt_set_delivery"

let deliver_by = function
  | Store -> set_delivery 0
  | Signal 0 -> invalid_arg "Preempt.deliver_by: 0 is no signal"
  | Signal number -> set_delivery number

external spin : bool -> unit = "preempt_tick_spin"
