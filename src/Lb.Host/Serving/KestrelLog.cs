using Microsoft.Extensions.Logging;

namespace Lb.Host.Serving;

/// <summary>Kestrel's own warnings and errors, as lines of the process log. Ends of connections are debug messages there and stay out.</summary>
internal sealed class KestrelLog(Action<string> write) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) =>
        throw new InvalidOperationException("This log has one target.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        write(exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // Holds nothing.
    }
}
