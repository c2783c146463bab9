package main

import "fmt"

func transfer(capacity, pairs int) func() {
	return func() {
		ch := make(chan int, capacity)
		n := 100_000 / pairs
		var bodies []func()
		for p := 0; p < pairs; p++ {
			bodies = append(bodies, func() {
				for i := 0; i < n; i++ {
					ch <- i
				}
			}, func() {
				for i := 0; i < n; i++ {
					<-ch
				}
			})
		}
		together(bodies...)
	}
}

func transferRows() (rows []row) {
	for _, pairs := range []int{1, 4, 100} {
		for _, capacity := range []int{0, 16, 100} {
			kind := "rendezvous"
			if capacity > 0 {
				kind = fmt.Sprintf("buffer %d", capacity)
			}
			rows = append(rows, timed(fmt.Sprintf("%s, %d:%d", kind, pairs, pairs), 100_000, transfer(capacity, pairs)))
		}
	}
	return rows
}
