external wall_ns : unit -> int = "bench_wall_ns" [@@noalloc]
external thread_cpu_ns : unit -> int = "bench_thread_cpu_ns" [@@noalloc]
external process_cpu_ns : unit -> int = "bench_process_cpu_ns" [@@noalloc]
