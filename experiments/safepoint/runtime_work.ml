(* Work that the runtime does for the task: collections, blocking sections. *)

(* Whole collections and compactions are rare, because a trial would otherwise do nothing
   else. *)
let rounds = Atomic.make 0
let is_turn ~every = Atomic.fetch_and_add rounds 1 mod every = 0

let collections () =
  let kept = ref [] in
  for i = 1 to 20 do
    kept := Array.init i (fun j -> string_of_int (i * j)) :: !kept;
    if i land 3 = 0 then Gc.minor ()
  done;
  if is_turn ~every:32 then Gc.full_major ();
  ignore (Gc.major_slice 0);
  Array.concat !kept |> Array.to_list |> List.map int_of_string |> Checksum.of_list

let compactions () =
  if is_turn ~every:128 then Gc.compact ();
  collections ()

let pipe () =
  let out_of, into = Unix.pipe ~cloexec:true () in
  let close () = List.iter Unix.close [ out_of; into ] in
  Fun.protect ~finally:close (fun () ->
      let sum = ref 1 in
      for i = 1 to 20 do
        let text = Bytes.of_string (string_of_int (i * 12_345)) in
        let written = Unix.write into text 0 (Bytes.length text) in
        let read = Bytes.make 16 ' ' in
        let got = Unix.read out_of read 0 written in
        sum := Checksum.mix !sum (Checksum.of_string (Bytes.sub_string read 0 got))
      done;
      !sum)
