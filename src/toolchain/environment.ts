/**
 * Takes out of a child's environment what a user may have set for another OCaml and
 * which the compiler, or a program it made, would obey.
 */
export const WITHOUT_FOREIGN_OCAML = {
  OCAMLLIB: undefined,
  CAMLLIB: undefined,
  CAML_LD_LIBRARY_PATH: undefined,
  OCAMLPARAM: undefined,
  OCAMLRUNPARAM: undefined,
  CAMLRUNPARAM: undefined,
} as const;
