package main

import "fmt"

// A select over a fixed number of channels has to be written out.
func selecting(cases, capacity int) func() {
	return func() {
		c := channels(8, capacity)
		for i := cases; i < len(c); i++ {
			c[i] = nil
		}
		n := 96_000 / cases
		var bodies []func()
		for i := 0; i < cases; i++ {
			ch := c[i]
			bodies = append(bodies, func() {
				for i := 0; i < n; i++ {
					ch <- i
				}
			})
		}
		bodies = append(bodies, func() {
			for i := 0; i < n*cases; i++ {
				switch cases {
				case 1:
					select {
					case <-c[0]:
					}
				case 2:
					select {
					case <-c[0]:
					case <-c[1]:
					}
				case 4:
					select {
					case <-c[0]:
					case <-c[1]:
					case <-c[2]:
					case <-c[3]:
					}
				default:
					select {
					case <-c[0]:
					case <-c[1]:
					case <-c[2]:
					case <-c[3]:
					case <-c[4]:
					case <-c[5]:
					case <-c[6]:
					case <-c[7]:
					}
				}
			}
		})
		together(bodies...)
	}
}

func selectRows() (rows []row) {
	for _, capacity := range []int{0, 16} {
		for _, cases := range []int{1, 2, 4, 8} {
			rows = append(rows, timed(fmt.Sprintf("select of %d", cases)+buffer(capacity), 96_000, selecting(cases, capacity)))
		}
	}
	return rows
}
