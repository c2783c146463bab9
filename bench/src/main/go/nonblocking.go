package main

// Operations of one goroutine alone, in a loop of this length.
const turns = 100_000

func tryReceive(ch chan int) bool {
	select {
	case <-ch:
		return true
	default:
		return false
	}
}

func trySend(ch chan int) bool {
	select {
	case ch <- 1:
		return true
	default:
		return false
	}
}

func repeat(body func()) func() {
	return func() {
		for i := 0; i < turns; i++ {
			body()
		}
	}
}

func both() func() {
	ch := make(chan int, 16)
	return repeat(func() {
		ch <- 1
		<-ch
	})
}

func tryBoth() func() {
	ch := make(chan int, 16)
	return repeat(func() {
		trySend(ch)
		tryReceive(ch)
	})
}

func selectNothing() func() {
	empty, full := make(chan int), make(chan int)
	return repeat(func() {
		select {
		case <-empty:
		case full <- 1:
		default:
		}
	})
}

func selectSomething() func() {
	empty, ready := make(chan int), make(chan int, 1)
	return repeat(func() {
		ready <- 1
		select {
		case <-empty:
		case <-ready:
		default:
		}
	})
}

func nonblockingRows() []row {
	sync, empty, full := make(chan int), make(chan int, 16), make(chan int, 16)
	for trySend(full) {
	}
	return []row{
		timed("try receive, no sender", turns, repeat(func() { tryReceive(sync) })),
		timed("try receive, empty, buffer 16", turns, repeat(func() { tryReceive(empty) })),
		timed("try send, no receiver", turns, repeat(func() { trySend(sync) })),
		timed("try send, full, buffer 16", turns, repeat(func() { trySend(full) })),
		timed("try send and receive, buffer 16", turns, tryBoth()),
		timed("send and receive, buffer 16", turns, both()),
		timed("select with default, nothing ready", turns, selectNothing()),
		timed("select with default, one ready", turns, selectSomething()),
	}
}
