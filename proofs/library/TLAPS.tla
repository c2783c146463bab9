-------------------------------- MODULE TLAPS --------------------------------
(***************************************************************************)
(* The names that the proofs use from the module of this name that comes   *)
(* with tlapm, so that a proof file can be parsed where there is no tlapm. *)
(* Nothing is proved with this one: tlapm does not look here, and brings   *)
(* its own.                                                                *)
(***************************************************************************)
PTL   == TRUE   \* propositional temporal logic, by LS4
Zenon == TRUE   \* first-order logic, by Zenon alone
=============================================================================
