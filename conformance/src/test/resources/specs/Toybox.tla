------------------------------- MODULE Toybox -------------------------------
(* A box with room for one toy, for the tests of the scheduler.  put fails  *)
(* if the box is full; take waits for a toy, takeFor not for ever.          *)
EXTENDS Sequences

CONSTANTS Task, Toy

VARIABLES box, queue, task

None == "-"
Init == box = <<>> /\ queue = <<>> /\ task = [t \in Task |-> <<"idle">>]

Finish(t, r)  == task' = [task EXCEPT ![t] = <<"done", r>>]
Calls(t, ops) == task[t][1] = "called" /\ task[t][2] \in ops
Takes         == {"take", "takeFor"}

Call(t, op, v) ==
    /\ task[t] = <<"idle">> /\ (op = "put") <=> (v # None)
    /\ task' = [task EXCEPT ![t] = <<"called", op, v>>]
    /\ UNCHANGED <<box, queue>>

Return(t, r) ==
    /\ task[t] = <<"done", r>>
    /\ task' = [task EXCEPT ![t] = <<"idle">>]
    /\ UNCHANGED <<box, queue>>

Put(t) ==
    /\ Calls(t, {"put"}) /\ box = <<>> /\ queue = <<>>
    /\ box' = <<task[t][3]>> /\ Finish(t, "ok") /\ UNCHANGED queue

Give(t) ==
    /\ Calls(t, {"put"}) /\ queue # <<>>
    /\ task' = [task EXCEPT ![t] = <<"done", "ok">>, ![Head(queue)] = <<"woken", task[t][3]>>]
    /\ queue' = Tail(queue) /\ UNCHANGED box

Full(t) ==
    /\ Calls(t, {"put"}) /\ box # <<>>
    /\ Finish(t, "full") /\ UNCHANGED <<box, queue>>

Take(t) ==
    /\ Calls(t, Takes) /\ box # <<>>
    /\ Finish(t, Head(box)) /\ box' = <<>> /\ UNCHANGED queue

Park(t) ==
    /\ Calls(t, Takes) /\ box = <<>>
    /\ queue' = Append(queue, t) /\ task' = [task EXCEPT ![t] = <<"parked", @[2]>>]
    /\ UNCHANGED box

Resume(t) ==
    /\ task[t][1] = "woken" /\ Finish(t, task[t][2]) /\ UNCHANGED <<box, queue>>

Withdraw(t) ==
    /\ task[t] = <<"parked", "takeFor">>
    /\ Finish(t, "timed out")
    /\ queue' = SelectSeq(queue, LAMBDA u : u # t) /\ UNCHANGED box

Peek(t) ==
    /\ Calls(t, {"peek"})
    /\ Finish(t, IF box = <<>> THEN "empty" ELSE Head(box)) /\ UNCHANGED <<box, queue>>

Next == \E t \in Task :
    \/ \E op \in Takes \cup {"put", "peek"}, v \in Toy \cup {None} : Call(t, op, v)
    \/ \E r \in Toy \cup {"ok", "full", "empty", "timed out"} : Return(t, r)
    \/ Put(t) \/ Give(t) \/ Full(t) \/ Take(t) \/ Park(t) \/ Resume(t) \/ Withdraw(t) \/ Peek(t)

Spec == Init /\ [][Next]_<<box, queue, task>>
=============================================================================
