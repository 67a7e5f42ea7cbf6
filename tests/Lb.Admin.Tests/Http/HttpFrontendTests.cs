using System.Collections.Immutable;
using System.Text;
using Lb.Admin.Http;
using Lb.Configuration.Model;
using Microsoft.AspNetCore.Http;

namespace Lb.Admin.Tests.Http;

public sealed class HttpFrontendTests : IAsyncDisposable
{
    private readonly RunningState _running = new();

    [Theory]
    [InlineData("GET", "/metrics", 200, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("GET", "/stats", 200, "text/html; charset=utf-8")]
    [InlineData("GET", "/stats;norefresh", 200, "text/html; charset=utf-8")]
    [InlineData("GET", "/stats?x=1", 200, "text/html; charset=utf-8")]
    [InlineData("GET", "/stats;csv", 200, "text/plain; charset=utf-8")]
    [InlineData("GET", "/stats;csv;norefresh", 200, "text/plain; charset=utf-8")]
    [InlineData("HEAD", "/stats", 200, "text/html; charset=utf-8")]
    [InlineData("HEAD", "/metrics", 200, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("GET", "/", 404, null)]
    [InlineData("GET", "/statsx", 404, null)]
    [InlineData("GET", "/metrics/x", 404, null)]
    [InlineData("GET", "/metrics?scope=nothing", 400, null)]
    [InlineData("POST", "/stats", 405, null)]
    [InlineData("DELETE", "/metrics", 405, null)]
    [InlineData("PUT", "/", 405, null)]
    public async Task Answers_WithTheStatusAndTypeOfTheRequest(string method, string target, int status, string? type)
    {
        var (response, _) = await AskAsync(method, target);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(type, response.ContentType);
        Assert.Equal(status == 405 ? "GET, HEAD" : "", response.Headers.Allow.ToString());
        Assert.Equal("no-cache", response.Headers.CacheControl.ToString());
    }

    [Theory]
    [InlineData("/stats")]
    [InlineData("/stats;csv")]
    [InlineData("/metrics")]
    public async Task SendsNoBody_WhenOnlyTheHeadIsAskedFor(string target)
    {
        Assert.NotEmpty((await AskAsync("GET", target)).Body);
        Assert.Empty((await AskAsync("HEAD", target)).Body);
    }

    [Theory]
    [InlineData("?scope=global", "haproxy_process_", "haproxy_frontend_ haproxy_backend_ haproxy_server_ haproxy_sticktable_")]
    [InlineData("?scope=frontend", "haproxy_frontend_", "haproxy_process_ haproxy_backend_ haproxy_server_ haproxy_sticktable_")]
    [InlineData("?scope=backend", "haproxy_backend_", "haproxy_process_ haproxy_frontend_ haproxy_server_ haproxy_sticktable_")]
    [InlineData("?scope=server", "haproxy_server_", "haproxy_process_ haproxy_frontend_ haproxy_backend_ haproxy_sticktable_")]
    [InlineData("?scope=sticktable", "haproxy_sticktable_", "haproxy_process_ haproxy_frontend_ haproxy_backend_ haproxy_server_")]
    [InlineData("?scope=server&scope=global", "haproxy_server_ haproxy_process_", "haproxy_frontend_ haproxy_backend_ haproxy_sticktable_")]
    [InlineData("?scope=*", "haproxy_process_ haproxy_frontend_ haproxy_backend_ haproxy_server_ haproxy_sticktable_ mqlb_", "")]
    [InlineData("", "haproxy_process_ haproxy_frontend_ haproxy_backend_ haproxy_server_ haproxy_sticktable_ mqlb_", "")]
    [InlineData("?no-maint", "\"b1\" \"b2\"", "\"b3\"")]
    public async Task WritesTheScopesThatAreAskedFor(string query, string present, string absent)
    {
        var (_, body) = await AskAsync("GET", "/metrics" + query);
        Assert.All(present.Split(' '), part => Assert.Contains(part, body, StringComparison.Ordinal));
        Assert.All(absent.Split(' ', StringSplitOptions.RemoveEmptyEntries), part => Assert.DoesNotContain(part, body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindsThePage_WhereItsPathHoldsAQuery()
    {
        var config = Config with { Stats = new StatsConfig("/haproxy?stats", null) };
        Assert.Equal(200, (await AskAsync("GET", "/haproxy?stats", config)).Response.StatusCode);
        Assert.StartsWith("# pxname,", (await AskAsync("GET", "/haproxy?stats;csv", config)).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await AskAsync("GET", "/haproxy", config)).Response.StatusCode);
    }

    [Fact]
    public async Task AnswersMetricsEverywhere_WhereTheRuleHasNoCondition()
    {
        var config = Config with { HttpServices = [new HttpServiceConfig(null)] };
        Assert.Contains("haproxy_process_", (await AskAsync("GET", "/anything", config)).Body, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _running.DisposeAsync();

    private static FrontendConfig Config { get; } = new()
    {
        Name = "stats",
        Location = new("t.cfg", 1),
        Mode = ProxyMode.Http,
        Stats = new StatsConfig("/stats", TimeSpan.FromSeconds(10)),
        HttpServices = [new HttpServiceConfig(PathIs("/metrics"))],
    };

    private static ConditionConfig PathIs(string path)
    {
        var sample = new SampleExpression(new SampleFetch.Path(), [], "path");
        var test = new AclTest(sample, MatchMethod.Text, [new AclPattern.Text(path)], IgnoreCase: false);
        ImmutableArray<ConditionTerm> terms = [new ConditionTerm(false, [test])];
        return new ConditionConfig(false, [terms], $"{{ path {path} }}");
    }

    private async Task<(HttpResponse Response, string Body)> AskAsync(string method, string target, FrontendConfig? config = null)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        context.Request.Method = method;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        context.Request.Path = query < 0 ? target : target[..query];
        if (query >= 0) context.Request.QueryString = new QueryString(target[query..]);
        await new HttpFrontend(config ?? Config, _running.State, _running.Logs, "1.0").AnswerAsync(context);
        await context.Response.BodyWriter.FlushAsync();
        return (context.Response, Encoding.UTF8.GetString(body.ToArray()));
    }
}
