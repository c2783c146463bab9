package main

func pingPong() {
	there, back := make(chan int), make(chan int)
	together(func() {
		for i := 0; i < 50_000; i++ {
			there <- i
			<-back
		}
	}, func() {
		for i := 0; i < 50_000; i++ {
			back <- <-there
		}
	})
}

const transfers = 300_000

func ring(n, capacity int) func() {
	return func() {
		all := channels(n, capacity)
		rounds := transfers / n
		var bodies []func()
		for c := range all {
			first, from, to := c == 0, all[c], all[(c+1)%n]
			bodies = append(bodies, func() {
				if first {
					to <- 0
				}
				for i := 1; i < rounds; i++ {
					to <- <-from
				}
				value := <-from
				if !first {
					to <- value
				}
			})
		}
		together(bodies...)
	}
}

func chain(n, capacity int) func() {
	return func() {
		all := channels(n, capacity)
		values := transfers / n
		bodies := []func(){func() {
			for i := 0; i < values; i++ {
				all[0] <- i
			}
		}, func() {
			for i := 0; i < values; i++ {
				<-all[n-1]
			}
		}}
		for c := 1; c < n; c++ {
			from, to := all[c-1], all[c]
			bodies = append(bodies, func() {
				for i := 0; i < values; i++ {
					to <- <-from
				}
			})
		}
		together(bodies...)
	}
}

func parallel(n, capacity int) func() {
	return func() {
		values := transfers / n
		var bodies []func()
		for _, ch := range channels(n, capacity) {
			ch := ch
			bodies = append(bodies, func() {
				for i := 0; i < values; i++ {
					ch <- i
				}
			}, func() {
				for i := 0; i < values; i++ {
					<-ch
				}
			})
		}
		together(bodies...)
	}
}

func lineRows() []row {
	rows := []row{timed("ping-pong", 50_000, pingPong), timed("ring of 1,000", transfers, ring(1_000, 0))}
	for _, capacity := range []int{0, 16, 100} {
		rows = append(rows, timed("chain of 10,000"+buffer(capacity), transfers, chain(10_000, capacity)),
			timed("parallel of 10,000"+buffer(capacity), transfers, parallel(10_000, capacity)))
	}
	return rows
}
