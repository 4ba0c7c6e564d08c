module Global = struct type 'a t = { global : 'a } end
module Aliased = struct type 'a t = { aliased : 'a } end
module Many = struct type 'a t = { many : 'a } end
module Portable = struct type 'a t = { portable : 'a } end
module Contended = struct type 'a t = { contended : 'a } end
