--------------------------- MODULE OrChannelSpec ---------------------------
(***************************************************************************)
(* What a user of an or-channel relies on: it fires only if one of its     *)
(* inputs has something to offer at that moment, and takes exactly that;   *)
(* it fires once; or else it is cancelled, by somebody who asks for that.  *)
(* Whoever waits learns the outcome as soon as there is one.  There is no  *)
(* task here, and no channel for the result.                               *)
(*                                                                         *)
(* The inputs are free to offer whatever they like, whenever they like:    *)
(* offer is an input to this specification, and no step restricts it.      *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    User,   \* the tasks
    Index   \* the positions of the inputs

None == <<0, "cancelled">>      \* nothing has fired

VARIABLES
    offer,  \* what a receive could get from each input at this moment: values, or "closed"
    state,  \* of the or-channel: none yet, waiting, fired, cancelled
    firing, \* the input that has fired, and what it brought
    call    \* what each task sees of its operation

uvars == <<offer, state, firing, call>>

Ready == [pc |-> "idle"]
Gets(r) == [pc |-> "returning", res |-> r]
Pending(t, ops) == call[t].pc = "pending" /\ call[t].op \in ops

UInit == /\ offer = [i \in Index |-> {}]
         /\ state = "none" /\ firing = None
         /\ call = [t \in User |-> Ready]

Same == UNCHANGED <<state, firing>>

Invoke(t, op) == call[t] = Ready /\ call' = [call EXCEPT ![t] = [pc |-> "pending", op |-> op]] /\ Same
UReturn(t)    == call[t].pc = "returning" /\ call' = [call EXCEPT ![t] = Ready] /\ Same

Fires(i) == \E r \in offer[i] : firing' = <<i, r>> /\ state' = "fired"

\* Task t has an or-channel made.  Perhaps it fires at once; the task then hears of it a little later.
Make(t) ==
    /\ Pending(t, {"any"}) /\ state = "none"
    /\ \/ state' = "waiting" /\ call' = [call EXCEPT ![t] = Gets(<<0, "ok">>)] /\ UNCHANGED firing
       \/ (\E i \in Index : Fires(i)) /\ UNCHANGED call
Made(t) == /\ Pending(t, {"any"}) /\ state = "fired"
           /\ call' = [call EXCEPT ![t] = Gets(<<0, "ok">>)] /\ Same

\* An input fires it.
Fire(i) == state = "waiting" /\ Fires(i) /\ UNCHANGED call

\* Somebody who has asked for it cancels.
Cancel == /\ state = "waiting" /\ \E t \in User : Pending(t, {"cancel"})
          /\ state' = "cancelled" /\ UNCHANGED <<firing, call>>

\* Whoever waits, or has cancelled, learns the outcome.
Answer(t) == /\ Pending(t, {"await", "cancel"}) /\ state \in {"fired", "cancelled"}
             /\ call' = [call EXCEPT ![t] = Gets(firing)] /\ Same

\* Who only waits may be interrupted.
GiveUp(t) == /\ Pending(t, {"await"})
             /\ call' = [call EXCEPT ![t] = Gets(<<0, "interrupted">>)] /\ Same

\* The inputs do as they please.
Others == UNCHANGED <<state, firing, call>>

UNext == \/ \E t \in User : \/ \E op \in {"any", "await", "cancel"} : Invoke(t, op)
                            \/ UReturn(t) \/ Make(t) \/ Made(t) \/ Answer(t) \/ GiveUp(t)
         \/ \E i \in Index : Fire(i)
         \/ Cancel \/ Others

Spec == UInit /\ [][UNext]_uvars
=============================================================================
