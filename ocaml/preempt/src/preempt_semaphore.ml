let mask = Preempt_mask.mask

module Counting = struct
  include Stdlib.Semaphore.Counting

  let release s = mask (fun () -> release s)
  let acquire s = mask (fun () -> acquire s)
  let try_acquire s = mask (fun () -> try_acquire s)
  let get_value s = mask (fun () -> get_value s)
end

module Binary = struct
  include Stdlib.Semaphore.Binary

  let release s = mask (fun () -> release s)
  let acquire s = mask (fun () -> acquire s)
  let try_acquire s = mask (fun () -> try_acquire s)
end
