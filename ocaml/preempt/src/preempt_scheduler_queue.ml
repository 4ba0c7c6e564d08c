type 'a cell = { item : 'a; mutable next : 'a cell }
type 'a lane = { mutable first : 'a cell; mutable last : 'a cell }

type 'a t = {
  mutex : Mutex.t;
  high : 'a lane;
  normal : 'a lane;
  low : 'a lane;
  no_cell : 'a cell;
  mutable length : int;
  mutable turn : int;
}

type priority = High | Normal | Low

let create ~nothing =
  let rec no_cell = { item = nothing; next = no_cell } in
  let lane () = { first = no_cell; last = no_cell } in
  { mutex = Mutex.create (); high = lane (); normal = lane (); low = lane (); no_cell;
    length = 0; turn = 0 }

let lane t = function High -> t.high | Normal -> t.normal | Low -> t.low

let append t lane cell =
  if lane.first == t.no_cell then lane.first <- cell else lane.last.next <- cell;
  lane.last <- cell

(* Between lock and unlock there is no allocation, no loop and no call of a function that
   could contain one: no safepoint, at which a signal handler or a finaliser might want
   the same mutex on the same thread. *)
let push t priority item =
  let cell = { item; next = t.no_cell } in
  let lane = lane t priority in
  Mutex.lock t.mutex;
  append t lane cell;
  let before = t.length in
  t.length <- before + 1;
  Mutex.unlock t.mutex;
  before

let shift lane =
  let cell = lane.first in
  lane.first <- cell.next;
  cell.item

let shift_first t a b c =
  if a.first != t.no_cell then shift a
  else if b.first != t.no_cell then shift b
  else shift c

let shift_in_turn t =
  let turn = t.turn land 15 in
  t.turn <- turn + 1;
  t.length <- t.length - 1;
  if turn = 15 then shift_first t t.low t.normal t.high
  else if turn land 3 = 3 then shift_first t t.normal t.high t.low
  else shift_first t t.high t.normal t.low

let take t =
  Mutex.lock t.mutex;
  let item = if t.length = 0 then t.no_cell.item else shift_in_turn t in
  Mutex.unlock t.mutex;
  item
