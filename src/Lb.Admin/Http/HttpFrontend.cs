using System.Buffers;
using System.Text;
using Lb.Admin.Logging;
using Lb.Admin.Metrics;
using Lb.Admin.Statistics;
using Lb.Configuration.Model;
using Lb.Core.Rules;
using Lb.Core.Samples;
using Lb.Core.State;
using Microsoft.AspNetCore.Http;

namespace Lb.Admin.Http;

/// <summary>Answers the HTTP requests of one frontend in <c>mode http</c>: metrics where a <c>use-service</c> rule holds, statistics at
/// <c>stats uri</c>, 404 elsewhere.</summary>
/// <param name="config">The frontend.</param>
/// <param name="state">The running balancer.</param>
/// <param name="logs">Its log targets.</param>
/// <param name="version">Version of the program.</param>
public sealed class HttpFrontend(FrontendConfig config, RuntimeState state, LogRouter logs, string version)
{
    /// <summary>Answers one request; usable as a <see cref="RequestDelegate"/>. Only GET and HEAD are answered, other methods get 405.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.CacheControl = "no-cache";
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)) return RefuseMethod(context.Response);
        var path = context.Request.Path.Value ?? "";
        if (WantsMetrics(context, path)) return AnswerMetricsAsync(context);
        if (config.Stats is { } stats && StatisticsOptions.TryParse(path + context.Request.QueryString.Value, stats.Path, out var options)) return AnswerStatistics(context, stats, options);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task RefuseMethod(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    private bool WantsMetrics(HttpContext context, string path)
    {
        if (config.HttpServices.IsEmpty) return false;
        var facts = FactsOf(context, path);
        return config.HttpServices.Any(service => ConditionEvaluator.Evaluate(service.Condition, facts) == ConditionResult.Holds);
    }

    private static ConnectionFacts FactsOf(HttpContext context, string path)
    {
        var connection = context.Connection;
        return new ConnectionFacts
        {
            HttpPath = path,
            IsTls = context.Request.IsHttps,
            Client = connection.RemoteIpAddress is { } client ? new(client, connection.RemotePort) : null,
            Destination = connection.LocalIpAddress is { } local ? new(local, connection.LocalPort) : null,
            PayloadComplete = true,
        };
    }

    private async Task AnswerMetricsAsync(HttpContext context)
    {
        if (!MetricQuery.TryParse(context.Request.Query, out var query))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.ContentType = MetricTable.ContentType;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        var sources = new MetricSources(state, logs, version, query.LeaveOutMaintenance);
        // Kestrel's writer may hand out an empty span when none was asked for by size, which span-copying writers refuse.
        var text = new ArrayBufferWriter<byte>(64 * 1024);
        MetricTable.Write(text, sources, query.Scopes);
        context.Response.ContentLength = text.WrittenCount;
        await context.Response.Body.WriteAsync(text.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    private Task AnswerStatistics(HttpContext context, StatsConfig stats, StatisticsOptions options)
    {
        var response = context.Response;
        response.ContentType = options.Csv ? StatisticsCsvWriter.ContentType : StatisticsPageWriter.ContentType;
        if (!options.Csv) response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        if (HttpMethods.IsHead(context.Request.Method)) return Task.CompletedTask;
        var text = options.Csv ? StatisticsCsvWriter.Write(state) : new StatisticsPageWriter(state, stats, version).Write(options);
        return response.WriteAsync(text, Encoding.UTF8, context.RequestAborted);
    }
}
