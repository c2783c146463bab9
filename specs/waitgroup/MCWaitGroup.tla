---------------------------- MODULE MCWaitGroup ----------------------------
(* Model checking of module WaitGroup. *)
EXTENDS WaitGroup, TLC

\* Tasks are interchangeable: sound for safety, not for liveness.
Symmetry == Permutations(Task)
=============================================================================
