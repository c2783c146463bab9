------------------------------ MODULE MCMutex ------------------------------
(* Model checking of module Mutex; the configurations say which operations. *)
EXTENDS Mutex, TLC

\* Tasks are interchangeable: sound for safety, not for liveness.
Symmetry == Permutations(Task)

\* For models in which an action does not occur.
Never(t) == FALSE
=============================================================================
