namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>All statements. The language grows by rows in the groups that are joined here.</summary>
internal static class StatementTables
{
    /// <summary>Statements of section <c>global</c>.</summary>
    public static KeywordTable<GlobalKeyword> Global { get; } = new(GlobalKeywords.All, GlobalKeywordsWithoutEffect.All);

    /// <summary>Statements of <c>defaults</c>, <c>frontend</c>, <c>backend</c> and <c>listen</c>.</summary>
    public static KeywordTable<ProxyKeyword> Proxy { get; } = new(
        FrontendKeywords.All,
        BackendKeywords.All,
        TimeoutKeywords.All,
        TcpRequestKeywords.All,
        StickKeywords.All,
        OptionKeywords.All,
        TcpCheckKeywords.All,
        LogKeywords.All,
        StatsKeywords.All);
}
