namespace Lb.Configuration.Tests.Loader;

public sealed class ConfigDialectDetectorTests
{
    [Theory]
    [InlineData("stream {\n}")]
    [InlineData("stream\n{\n}")]
    [InlineData("stream { server { listen 1; } }")]
    [InlineData("# {x}\n\nuser nginx; # the user")]
    [InlineData("worker_processes 1; events { }")]
    [InlineData("listen 8883 ssl;")]
    public void SeesNginx_WhenTheFirstStatementEndsOrOpensABlock(string text) => Assert.Equal(ConfigDialect.Nginx, ConfigDialectDetector.Detect(text));

    [Theory]
    [InlineData("global\n    maxconn 10")]
    [InlineData("listen mqtt # {\n  bind :1883")]
    [InlineData("frontend f\n use_backend b if { ssl_fc_sni a }")]
    [InlineData("backend b")]
    public void SeesHaProxy_WhenTheFirstStatementIsALine(string text) => Assert.Equal(ConfigDialect.HaProxy, ConfigDialectDetector.Detect(text));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing;\n\n   # {")]
    public void SeesEither_WhenThereAreCommentsOnly(string text) => Assert.Equal(ConfigDialect.Either, ConfigDialectDetector.Detect(text));
}
