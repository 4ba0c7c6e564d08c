(** Threads for OCaml: tasks that take turns whether they like it or not.

    {[
      Preempt.Scheduler.(run (fun () ->
          let sum = fork (fun () -> long_computation ()) in
          answer_requests ();
          join sum))
    ]}

    Each task is a preemptible fiber. A worker runs tasks in turn on one domain; at a
    tick, the task that runs is preempted at its next safepoint (a poll in a loop or at
    the entry of a function, or an allocation), goes to the end of its queue, and the next
    takes its turn. No task has to call {!yield}.

    {2 What a task must mind}

    - It can be preempted between any two safepoints' worth of code, also in the middle of
      a library function, so mutable data shared with other tasks wants what it would want
      with threads. Code without a call, a loop or an allocation is not interrupted.
    - A [Mutex] or a [Lazy] in use by a preempted task is in use by its whole thread: the
      next task there that locks it gets [Sys_error], the next task anywhere that forces
      it gets [Lazy.Undefined], instead of waiting. Hold such things
      in {!Preempt.mask} only: [Preempt.mask (fun () -> Mutex.protect m f)]. Do not
      {!yield} or {!join} in there, which would give the turn away all the same.
    - With several domains a task may go on on another domain after any safepoint:
      [Domain.self], [Domain.DLS], [Thread.self] and the owner of a [Mutex] may differ
      from before, but not within a mask.
    - A call that blocks ([Unix.read], [Thread.delay], [Condition.wait], a long
      computation in C) blocks its worker. The tasks in that worker's queue are taken over
      by others, if there are several domains.
    - Code that C calls back (signal handlers, finalisers, comparison functions of C
      libraries) is not preempted, and is not in a task: of the functions below it can
      call {!cancel} and {!result}, and {!join} of a finished task. A signal handler that
      raises ([Sys.catch_break]) may do so in the scheduler's own code, which ends the
      {!run}: have it {!cancel} a task instead.

    The scheduler's own code runs on the worker's stack, where nothing is preempted.
    Effects that a task performs and that are not the scheduler's go to the handlers
    around the task in its own function; they find none outside of it, since a task does
    not run inside of whoever forked it. *)

type 'a task
(** A function that runs, is to run, or did. *)

type priority = High | Normal | Low
(** Of 16 turns of a worker, 12 are for [High] tasks, 3 for [Normal] ones and 1 for a
    [Low] one; a turn that nobody of that priority wants goes to the highest priority that
    has somebody. So every task gets turns, whatever the others do. Among equals turns go
    round: whoever was preempted or yielded goes to the end. The shares are those of a
    worker's own queue: workers do not even out what they have, they take tasks from one
    another when they have none. *)

exception Cancelled
(** What {!cancel} raises in a task. *)

val run :
  ?domains:int ->
  ?interval_usec:int ->
  ?on_unjoined:(exn -> Printexc.raw_backtrace -> unit) ->
  (unit -> 'a) ->
  'a
(** [run main] runs [main] as a [Normal] task, and all that it forks, and gives [main]'s
    result once all of them have finished.

    If [main] raises, all other tasks are cancelled, as by {!cancel}, once; [run] waits
    for them and raises what [main] raised, with its backtrace.

    A task that fails and that nobody asks for its outcome, by {!join} or {!result},
    before the end, is not passed over: [run] raises the exception of the first of them,
    with its backtrace, unless [main] raised one itself. A task that was cancelled and
    ends with
    {!Cancelled} has not failed.

    Several threads or domains may each have a [run] of their own. Tasks of one [run] may
    cancel and join those of another.

    @param domains
      how many domains run tasks, that of the caller included (default: 1). The others are
      spawned and joined. More of them than cores is slower than fewer.
    @param interval_usec
      the quantum: how often whoever runs is preempted, in microseconds (default: 1,000).
      The process has one ticker, which goes by the smallest interval that anybody wants.
      A turn that did not begin at a tick is shorter.
    @param on_unjoined
      is called at the end, outside of any task, for each failed task that nobody asked
      for, in the order in which they failed. [run] then raises none of these.
    @raise Invalid_argument
      if [domains] or [interval_usec] is less than 1, or [domains] is more than 4,096,
      which no OCaml can have, or inside a task or any other
      preemptible fiber: one cannot be nested in another
    @raise Failure if no more domains can be spawned, or there can be no tick *)

val fork : ?priority:priority -> (unit -> 'a) -> 'a task
(** Makes a task of a function and puts it at the end of the queue of the worker that runs
    the caller, who goes on. [fork] inside a task only.

    @param priority [Normal] by default, whatever that of the caller
    @raise Invalid_argument outside of a task *)

val yield : unit -> unit
(** Gives the rest of the turn to the next task. Comes back at once if there is none.

    @raise Invalid_argument outside of a task *)

val join : 'a task -> 'a
(** Waits until a task has finished and gives its result. Tasks that join each other in a
    circle wait until one of them is cancelled.

    @raise exn what the task raised, with the backtrace it had there
    @raise Invalid_argument outside of a task, unless the other one has finished *)

val result : 'a task -> ('a, exn) result option
(** The outcome of a task, or [None] while it has not finished. From anywhere. *)

val cancel : _ task -> unit
(** Raises {!Cancelled} in a task, at the point where it was preempted, yielded or waits
    in
    {!join}, when its next turn comes. Does not wait for that: {!join} does. From
    anywhere.

    - A task that has not begun never will.
    - A task that runs on another domain is preempted at once, not only at the next tick.
    - A task that cancels itself gets the exception at its next safepoint, which may be in
      [cancel].
    - In a mask it is raised at the end of the mask (or where the task yields or joins).
    - Cleanup code ([Fun.protect], [try ... with]) runs as for any exception.
    - A task that catches [Cancelled] and does not raise it again goes on, and can be
      cancelled again. [try ... with _] catches it, too.
    - If the task has finished, nothing happens. *)
