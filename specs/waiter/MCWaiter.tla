------------------------------ MODULE MCWaiter ------------------------------
(***************************************************************************)
(* The models of Waiter.  Tasks are alike if all or none are timed, and    *)
(* partners always are; only safety is checked under this symmetry.        *)
(***************************************************************************)
EXTENDS Waiter, TLC

Symmetry == Permutations(Task) \cup Permutations(Partner)

=============================================================================
