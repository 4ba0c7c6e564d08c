(* Who gets the next turn: order, shares of the priorities, and that nobody starves. *)

open Preempt.Scheduler

(* No tick comes within a test that counts turns by itself. *)
let cooperatively main = run ~interval_usec:3_600_000_000 main

let () =
  let log = Buffer.create 80 in
  cooperatively (fun () ->
      let task name () =
        for i = 1 to 3 do
          Printf.bprintf log "%s%d " name i;
          yield ()
        done
      in
      List.iter join (List.map (fun name -> fork (task name)) [ "a"; "b"; "c" ]));
  Check.that "tasks that yield take turns in the order they were forked"
    (Buffer.contents log = "a1 b1 c1 a2 b2 c2 a3 b3 c3 ")

let () =
  let shares =
    cooperatively (fun () ->
        let turns = ref 0 in
        let task () =
          let mine = ref 0 in
          while !turns < 1600 do
            incr turns;
            incr mine;
            yield ()
          done;
          !mine
        in
        [ Low; Normal; High ]
        |> List.map (fun priority -> fork ~priority task)
        |> List.map join)
  in
  let near expected share = abs (expected - share) <= 2 in
  Check.that "of 16 turns 12 are high, 3 normal and 1 low"
    (List.for_all2 near [ 100; 300; 1200 ] shares)

let () =
  let log = Buffer.create 80 in
  cooperatively (fun () ->
      let task name () = Buffer.add_string log name in
      let tasks =
        [ Low, "l"; Normal, "n"; High, "h"; Low, "L"; Normal, "N" ]
        |> List.map (fun (priority, name) -> fork ~priority (task name))
      in
      List.iter join tasks);
  Check.that "turns that nobody of a priority wants go to the highest that has somebody"
    (Buffer.contents log = "hnNlL")

let count_up_to_a_million counter =
  while !counter < 1_000_000 do incr counter done

let () =
  run (fun () ->
      let counters = [ ref 0; ref 0 ] in
      let endless counter () = while true do incr counter done in
      let tasks = List.map (fun counter -> fork (endless counter)) counters in
      while List.exists (fun counter -> !counter < 1_000_000) counters do () done;
      List.iter cancel tasks);
  Check.that "two endless loops and a third that watches them get on" true

let () =
  run (fun () ->
      let endless () = while true do () done in
      let high = List.init 3 (fun _ -> fork ~priority:High endless) in
      join (fork ~priority:Low (fun () -> count_up_to_a_million (ref 0)));
      List.iter cancel high);
  Check.that "a low task gets on beside endless high ones" true

(* A turn may end before its task wrote down that it had one. *)
let () =
  let turns = 60 and last = ref 0 and count = ref 0 and in_order = ref 0 in
  run ~interval_usec:500 (fun () ->
      let task me () =
        while !count < turns do
          if !last <> me then begin
            incr count;
            if me = (!last + 1) mod 3 then incr in_order;
            last := me
          end
        done
      in
      List.iter join (List.init 3 (fun me -> fork (task me))));
  Check.that "whoever is preempted goes to the end" (!in_order * 10 >= turns * 8)
