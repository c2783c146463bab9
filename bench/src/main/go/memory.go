package main

import (
	"runtime"
	"time"
)

const (
	idleChannels = 100_000
	blockedTasks = 10_000
)

func idleChannel(name string, capacity int) row {
	all := make([]chan int, idleChannels)
	return kept(name, idleChannels, func() func() {
		for i := range all {
			all[i] = make(chan int, capacity)
		}
		return func() {
			for i := range all {
				all[i] = nil
			}
			runtime.KeepAlive(all)
		}
	})
}

func blockedTask() func() {
	ch := make(chan int)
	group := gather(blockedTasks, func() { <-ch })
	time.Sleep(settling)
	return func() {
		close(ch)
		group.Wait()
	}
}

func memoryRows() []row {
	return []row{
		idleChannel("idle channel, unbuffered", 0),
		idleChannel("idle channel, buffer 16", 16),
		idleChannel("idle channel, buffer 100", 100),
		kept("blocked task", blockedTasks, blockedTask),
		allocated("allocated by send and receive, buffer 16", turns, both()),
		allocated("allocated by a ready select", operations, selectUncontended),
		allocated("allocated by try send and receive, buffer 16", turns, tryBoth()),
		allocated("allocated by a select with default, nothing ready", turns, selectNothing()),
		allocated("allocated by a rendezvous", operations, chanSync),
	}
}
