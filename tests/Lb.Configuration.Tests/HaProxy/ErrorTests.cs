namespace Lb.Configuration.Tests.HaProxy;

/// <summary>What errors say, and of which line.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("use_backend nope", "use_backend 'nope' does not exist. Backends in this configuration: b.")]
    [InlineData("use_backend f", "use_backend 'f' does not exist. 'f' is a frontend, which has no servers. Backends in this configuration: b.")]
    [InlineData("bind *:8883 ssl crt /no/such.pem", "'bind *:8883': file '/no/such.pem' does not exist.")]
    [InlineData("bind *:8883 ssl", "'bind *:8883': 'ssl' needs a certificate. Add 'crt' with a PEM file or a folder.")]
    [InlineData("bind *:${UNSET}", "'bind *:${UNSET}': '*:' has no port.")]
    [InlineData("bind *:8883 sssl", "'bind *:8883': 'sssl' is no bind keyword. Did you mean 'ssl'?")]
    [InlineData("bind *:8883 mss 1400", "'bind *:8883': 'mss' is a bind keyword of HAProxy that this version does not have yet.")]
    [InlineData("mdoe tcp", "unknown keyword 'mdoe' in section 'frontend'. Did you mean 'mode'?")]
    [InlineData("option tcplgo", "unknown keyword 'option tcplgo' in section 'frontend'. Did you mean 'option tcplog'?")]
    [InlineData("timeout cliemt 5s", "unknown keyword 'timeout cliemt' in section 'frontend'. Did you mean 'timeout client'?")]
    [InlineData("option httpchk GET /", "'option httpchk' is a keyword of HAProxy that this version does not have yet.")]
    [InlineData("tcp-request content acept",
        "unknown keyword 'tcp-request content acept' in section 'frontend'. Did you mean 'tcp-request content accept'?")]
    [InlineData("server a 10.0.0.1:1883", "'server': not allowed here because frontend 'f' has no servers of its own.")]
    [InlineData("timeout client 5x", "'timeout client': '5x' is no time.")]
    [InlineData("timeout client", "'timeout client': the time is missing.")]
    [InlineData("timeout client 5s 6s", "'timeout client': '6s' is one word too many.")]
    [InlineData("timeout client 30d", "'timeout client': '30d' is too long; the most is 2147483647 ms, about 24.8 days.")]
    [InlineData("clitimeout 5s", "'clitimeout': HAProxy 2.1 removed this keyword. Write 'timeout client' instead.")]
    [InlineData("use_backend b if lcal", "'use_backend': there is no acl 'lcal'. This section defines none.")]
    [InlineData("use_backend b if { src 10.0.0.0/8", "'use_backend': an anonymous acl is not closed.")]
    [InlineData("tcp-request content reject if { req.payload(0\uFF0C0) -m found }",
        "contains a full-width comma '\uFF0C' (U+FF0C). Write ',' instead.")]
    [InlineData("use_backend b if { path_reg ( }", "'use_backend': '(' is no valid regular expression: ")]
    [InlineData("use_backend b if { path_reg [[:digits:]] }",
        "'[[:digits:]]' is no valid regular expression: no class of characters is called '[:digits:]'.")]
    [InlineData("use_backend b if { path_reg ^/(?!dev) }", "'^/(?!dev)' looks ahead or behind ('(?='), refers back to a group")]
    [InlineData("nbthread 2", "'nbthread' does not belong into section 'frontend'. Move the line to section 'global'.")]
    [InlineData("mode \"tcp", "a \" opens a quote that is not closed on this line.")]
    [InlineData("no mode tcp", "'no mode': 'no' cannot stand in front of 'mode'.")]
    [InlineData("option", "'option' needs a second word, one of tcplog,")]
    public void NamesLineAndReason_InAFrontend(string line, string message) =>
        ExpectOne(HaProxyText.Frontend(line), HaProxyText.FrontendLine, message);

    [Theory]
    [InlineData("server one 10.0.0.1:1883", "'server one': the name is taken at lb.cfg:9.", 1)]
    [InlineData("server a nowhere.example:1883", "'server a': the name 'nowhere.example' cannot be resolved.", 0)]
    [InlineData("server a 10.0.0.1 check", "'server a': 'check' does not know which port to check.", 0)]
    [InlineData("server a 10.0.0.1:1883 weight 257", "'server a': weight '257' is not a number from 0 to 256.", 0)]
    [InlineData("server a 10.0.0.1:1883 rise 0", "'server a': rise '0' is not a number from 1 to", 0)]
    [InlineData("server a 10.0.0.1:1883 fall often", "'server a': fall 'often' is not a number from 1 to", 0)]
    [InlineData("server a 10.0.0.1:1883 check inter 0", "'server a': 'inter 0' leaves no time between checks.", 0)]
    [InlineData("server a 10.0.0.1:1883 chek", "'server a': 'chek' is no server keyword. Did you mean 'check'?", 0)]
    [InlineData("server a 10.0.0.1:1883 slowstart 5s",
        "'server a': 'slowstart' is a server keyword of HAProxy that this version does not have yet.", 0)]
    [InlineData("server a 10.0.0.1:1883 id 1\nserver c 10.0.0.1:1883 id 1", "'server c': the id 1 is that of 'a', at lb.cfg:9.", 1)]
    [InlineData("balence source", "unknown keyword 'balence' in section 'backend'. Did you mean 'balance'?", 0)]
    [InlineData("balance rundrobin", "'balance': there is no algorithm 'rundrobin'; this version has roundrobin,", 0)]
    [InlineData("stick on src", "'stick': backend 'b' has no stick-table. Add one there, or name another with 'table'. Backends with a table: none.", 0)]
    [InlineData("stick on scr", "'stick on': 'scr' is no sample fetch. Did you mean 'src'?", 0)]
    [InlineData("stick on src,table_idle", "'stick on': 'table_idle' is a converter of HAProxy that this version does not have yet.", 0)]
    [InlineData("stick on src,mqtt_is_valid", "'mqtt_is_valid' works on bytes, but what comes before it gives an address.", 0)]
    [InlineData("stick on req.payload(0,0),mqtt_field_value(connect,client_id)", "connect has no field 'client_id'; fields are flags,", 0)]
    [InlineData("tcp-check expect rstring (?<!a)b", "'tcp-check expect': '(?<!a)b' looks ahead or behind", 0)]
    [InlineData("stick-table type string size many", "'stick-table': 'many' is no size.", 0)]
    [InlineData("hash-balance-factor 90", "'hash-balance-factor': 90 percent of the average load cannot hold for every server.", 0)]
    [InlineData("option mqtt-check pasword p", "'option mqtt-check': 'pasword' is not understood;", 0)]
    [InlineData("tcp-request connection reject",
        "'tcp-request connection reject': not allowed here because backend 'b' has no binds of its own.", 0)]
    public void NamesLineAndReason_InABackend(string lines, string message, int offset)
    {
        // The duplicate name is found at the server that the text ends with.
        ExpectOne(HaProxyText.Backend(lines.Split('\n')), HaProxyText.BackendLine + offset, message);
    }

    [Theory]
    [InlineData("backend b\n", "backend 'b' has the name of another backend, at lb.cfg:9.")]
    [InlineData("listen f\n    bind :1\n    server a 10.0.0.1:1\n", "frontend 'f' has the name of another frontend, at lb.cfg:5.")]
    [InlineData("listen :1883\n    server a 10.0.0.1:1\n", null)]
    [InlineData("frontend x :1883\n", "'frontend x': ':1883' is one word too many. An address needs a line of its own: 'bind :1883'.")]
    [InlineData("frontend\n", "'frontend': the name is missing.")]
    [InlineData("backend a/b\n", "'backend': the name 'a/b' contains '/'")]
    [InlineData("backend x from nobody\n", "'backend': there is no defaults section 'nobody'. There is none with a name above.")]
    [InlineData("resolvers dns\n    nameserver one 10.0.0.1:53\n",
        "'resolvers' is a section of HAProxy that this version does not have yet; its lines were not read.")]
    [InlineData(".if defined(X)\n", "'.if' is a directive of HAProxy that this version does not have yet.")]
    public void NamesLineAndReason_OfASection(string section, string? message)
    {
        var text = HaProxyText.Frontend() + section;
        if (message is null)
            HaProxyText.Load(text);
        else
            ExpectOne(text, text.Split('\n').ToList().FindLastIndex(line => line == section.Split('\n')[0]) + 1, message);
    }

    [Fact]
    public void NamesTheBackendsThatThereAre_WhenTheDefaultOneDoesNotExist() =>
        ExpectOne(
            HaProxyText.Frontend() + "frontend g\n    bind :1\n    default_backend nope\n",
            13,
            "default_backend 'nope' does not exist. Backends in this configuration: b.");

    [Fact]
    public void ReportsEveryMistake_InOnePass()
    {
        var errors = HaProxyText.Errors(
            """
            defaults
                timeout connect 5x
                timeout client 1m
            frontend f
                bind *
                default_backend nope
                frobnicate
            backend b
                balance sauce
                server a 10.0.0.1:1883 weight 300 rise 0
                server a 10.0.0.2:1883

            """);

        Assert.Equal([2, 5, 6, 7, 9, 10, 10, 11], errors.Select(LineOf).Order());
    }

    [Fact]
    public void RefusesTheOldAddressOnTheSectionLine_AndSaysHowToWriteIt() =>
        Assert.Contains("'listen stats': ':80' is one word too many. An address needs a line of its own: 'bind :80'.",
            string.Join('\n', HaProxyText.Errors("listen stats :80\n    mode http\n    stats enable\n")), StringComparison.Ordinal);

    [Fact]
    public void AsksForLineBreaks_WhenASectionWasCollapsedIntoOneLine() =>
        Assert.Contains("were the line breaks of the file lost?",
            HaProxyText.Errors("listen mqtt bind *:1883 mode tcp server a 10.0.0.1:1883\n")[0], StringComparison.Ordinal);

    [Fact]
    public void NamesTheFileOfEachError_WhenThereAreSeveral()
    {
        var result = HaProxyText.Parse([new ConfigSource("one.cfg", "defaults\n    mdoe tcp\n"), new ConfigSource("two.cfg",
            "backend b\n    mdoe tcp\n")]);

        Assert.Equal(["one.cfg:2", "two.cfg:2"], result.Diagnostics.Select(d => d.Location!.ToString()));
    }

    [Fact]
    public void SaysWhatBeginsAFile_WhenAStatementStandsInFrontOfTheFirstSection() =>
        Assert.StartsWith("lb.cfg:1: 'frontned' stands in front of the first section.", HaProxyText.Errors("frontned f\n")[0],
            StringComparison.Ordinal);

    [Fact]
    public void AsksToMoveAnAcl_WhenItStandsBelowItsFirstUse() =>
        ExpectOne(
            HaProxyText.Frontend("use_backend b if local", "acl local src 127.0.0.1"),
            HaProxyText.FrontendLine,
            "'use_backend': acl 'local' is defined only at lb.cfg:7. Move it above the rules that use it.");

    private static int LineOf(string error) => int.Parse(error.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static void ExpectOne(string text, int line, string message)
    {
        var error = Assert.Single(HaProxyText.Errors(text));
        Assert.StartsWith($"{HaProxyText.File}:{line}: ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }
}
