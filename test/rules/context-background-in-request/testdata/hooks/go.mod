module example.com/hooks

go 1.22

require go.uber.org/fx v1.0.0

replace go.uber.org/fx => ./fx
