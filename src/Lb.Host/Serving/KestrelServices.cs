using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lb.Host.Serving;

/// <summary>The services that Kestrel itself asks for (its TLS middleware wants Kestrel's metrics), without the generic host around them, which
/// would cost megabytes and start-up time for nothing that a balancer uses.</summary>
internal sealed class KestrelServices : IWebHostBuilder
{
    private readonly ServiceCollection _services = new();

    private KestrelServices()
    {
    }

    public static IServiceProvider Create(ILoggerFactory log)
    {
        var builder = new KestrelServices();
        builder._services.AddSingleton(log);
        builder._services.AddMetrics();
        builder.UseKestrelCore();
        return builder._services.BuildServiceProvider();
    }

    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(_services);
        return this;
    }

    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new WebHostBuilderContext(), _services);
        return this;
    }

    public string? GetSetting(string key) => null;

    public IWebHostBuilder UseSetting(string key, string? value) => throw Unused();

    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => throw Unused();

#pragma warning disable ASPDEPR008 // The interface still names the type; nothing is built.
    public IWebHost Build() => throw Unused();
#pragma warning restore ASPDEPR008

    private static InvalidOperationException Unused() => new("Only services are collected here.");
}
