package main

import "reflect"

// An or-channel of any number of inputs: done is closed when one of them fires, or after a close of cancel.
func or(inputs []chan int) (done, cancel chan struct{}) {
	done, cancel = make(chan struct{}), make(chan struct{})
	cases := make([]reflect.SelectCase, len(inputs), len(inputs)+1)
	for i, input := range inputs {
		cases[i] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(input)}
	}
	cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(cancel)})
	go func() {
		reflect.Select(cases)
		close(done)
	}()
	return done, cancel
}

const orChannels = 100

func orChannel(inputs int, end func(last chan int, cancel chan struct{})) func() {
	all := channels(inputs, 0)
	return func() {
		for i := 0; i < orChannels; i++ {
			done, cancel := or(all)
			end(all[inputs-1], cancel)
			<-done
		}
	}
}

func orChannelRows() (rows []row) {
	for _, inputs := range []int{1, 10, 1_000} {
		name := "or-channel of " + grouped(inputs)
		rows = append(rows,
			timed(name+", fired", orChannels, orChannel(inputs, func(last chan int, _ chan struct{}) { last <- 1 })),
			timed(name+", cancelled", orChannels, orChannel(inputs, func(_ chan int, cancel chan struct{}) { close(cancel) })))
	}
	return rows
}
