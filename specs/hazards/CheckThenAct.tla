---------------------------- MODULE CheckThenAct ----------------------------
(***************************************************************************)
(* Check, then act: between the two the checked fact may change.           *)
(*                                                                         *)
(*     go func() { data++ }()                                              *)
(*     if data == 0 {                                                      *)
(*         fmt.Printf("the value is %v.\n", data)                          *)
(*     }                                                                   *)
(*                                                                         *)
(* prints that the value is 0, or nothing, or that it is 1.  The lock      *)
(* removes the third of these, not the race between the other two.         *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Locked     \* whether check and act are one critical section

VARIABLES data, holder, incrementer, printer, printed

vars == <<data, holder, incrementer, printer, printed>>

Init == /\ data = 0 /\ holder = "-"
        /\ incrementer = "start" /\ printer = "start"
        /\ printed = "nothing"

Free == Locked => holder = "-"

\* The other task: the increment is atomic here.
Increment == /\ incrementer = "start" /\ Free
             /\ data' = data + 1 /\ incrementer' = "end"
             /\ UNCHANGED <<holder, printer, printed>>

Check == /\ printer = "start" /\ Free
         /\ IF data = 0 THEN printer' = "checked" /\ holder' = "printer"
                        ELSE printer' = "end" /\ UNCHANGED holder
         /\ UNCHANGED <<data, incrementer, printed>>

Act == /\ printer = "checked"
       /\ printed' = (IF data = 0 THEN "0" ELSE "1")
       /\ printer' = "end" /\ holder' = "-"
       /\ UNCHANGED <<data, incrementer>>

Over == printer = "end" /\ incrementer = "end" /\ UNCHANGED vars

Next == Increment \/ Check \/ Act \/ Over

Spec == Init /\ [][Next]_vars

\* What is printed is what was checked.
PrintsWhatItChecked == printed # "1"
=============================================================================
