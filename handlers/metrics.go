package handlers

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"portico/internal/postgres"
)

type metrics struct {
	handler  http.Handler
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
}

func newMetrics(db *postgres.DB) *metrics {
	registry := prometheus.NewRegistry()
	m := &metrics{
		handler: promhttp.HandlerFor(registry, promhttp.HandlerOpts{DisableCompression: true}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "portico_requests_total", Help: "Requests answered, by route and status.",
		}, []string{"method", "route", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "portico_request_seconds", Help: "Time to answer, in seconds, by route.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"method", "route"}),
	}
	registry.MustRegister(m.requests, m.duration, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if db != nil {
		for name, value := range poolFigures(db) {
			registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
				Name: "portico_database_connections_" + name, Help: "Connections of the pool: " + name + ".",
			}, value))
		}
	}
	return m
}

func poolFigures(db *postgres.DB) map[string]func() float64 {
	return map[string]func() float64{
		"max":  func() float64 { return float64(db.Pool().Stat().MaxConns()) },
		"open": func() float64 { return float64(db.Pool().Stat().TotalConns()) },
		"busy": func() float64 { return float64(db.Pool().Stat().AcquiredConns()) },
	}
}

// observe counts, times and logs every request, by its route and never by its address.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		took, status, route, method := time.Since(start), c.Response().Status, c.Path(), knownMethod(c.Request().Method)
		s.metrics.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
		s.metrics.duration.WithLabelValues(method, route).Observe(took.Seconds())
		s.Log.Info("request", "request_id", requestID(c), "method", method, "route", route, "status", status,
			"bytes", c.Response().Size, "ms", took.Milliseconds(), "address", c.RealIP())
		return nil
	}
}

// knownMethod keeps an invented method from becoming a label of its own.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// MetricsHandler serves the figures without a right, for an address of their own.
func (s *Server) MetricsHandler() http.Handler { return s.metrics.handler }

func (s *Server) metricsShow(c *call) error {
	s.metrics.handler.ServeHTTP(c.Response(), c.Request())
	return nil
}
