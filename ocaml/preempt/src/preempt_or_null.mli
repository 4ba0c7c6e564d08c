(** OxCaml's [or_null], which is built into its compiler, as far as the interface needs
    it. *)

type 'a or_null = Null | This of 'a
