module example.com/dials

go 1.22

require go.uber.org/mock v0.5.0
