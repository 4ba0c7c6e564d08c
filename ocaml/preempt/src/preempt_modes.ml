module Global = struct type 'a t = { global : 'a } end
module Portable = struct type 'a t = { portable : 'a } end
module Contended = struct type 'a t = { contended : 'a } end
module Portended = struct type 'a t = { portended : 'a } end
module Aliased = struct type 'a t = { aliased : 'a } end
module Shared = struct type 'a t = { shared : 'a } end
module Many = struct type 'a t = { many : 'a } end
module Unyielding = struct type 'a t = { unyielding : 'a } end
