using System.Text;

namespace Lb.Admin.Statistics;

/// <summary>One column of the page.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Style">Class of its cells, or empty.</param>
/// <param name="Read">Its cell: the text, and what a mouse over it shows (empty = nothing).</param>
internal sealed record TableColumn(string Title, string Style, Func<StatisticsRow, (string Text, string More)> Read)
{
    /// <summary>Appends the cell of a row.</summary>
    public void AppendCell(StringBuilder page, StatisticsRow row)
    {
        var (text, more) = Read(row);
        page.Append("<td");
        if (Style.Length > 0) page.Append(" class=\"").Append(Style).Append('"');
        if (more.Length > 0) page.Append(" title=\"").Append(HtmlText.Of(more)).Append('"');
        page.Append('>').Append(HtmlText.Of(text)).Append("</td>");
    }
}
