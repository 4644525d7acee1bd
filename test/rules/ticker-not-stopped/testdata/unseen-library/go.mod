module example.com/handed

go 1.22

require example.com/goroutines v1.0.0
